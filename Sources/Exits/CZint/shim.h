#include <stdbool.h>
#include <zint.h>

// Fields of the symbol that are arrays, which Swift would read as tuples of thousands of members.

static inline bool zint_module_is_dark(const struct zint_symbol *symbol, int row, int column) {
    return (symbol->encoded_data[row][column / 8] >> (column % 8)) & 1;
}

static inline const char *zint_error_text(const struct zint_symbol *symbol) { return symbol->errtxt; }
