-- A comparison with what is known of the principal
--   permit (principal, action, resource) when { resource.size < principal.age };
-- sqlite
("doc"."size" < ?)
-- with [CedarSQL.SQLValue.integer(30)]
-- postgresql
("doc"."size" < $1::bigint)
-- with [CedarSQL.SQLValue.integer(30)]

-- An optional column
--   permit (principal, action, resource) when { resource has note && resource.note != "a" };
-- sqlite
(("doc"."note" IS NOT NULL) AND (("doc"."note" IS NOT NULL) AND (NOT (("doc"."note" COLLATE BINARY) = ?))))
-- with [CedarSQL.SQLValue.text("a")]
-- postgresql
(("doc"."note" IS NOT NULL) AND (("doc"."note" IS NOT NULL) AND (NOT (("doc"."note" COLLATE "C") = $1::text))))
-- with [CedarSQL.SQLValue.text("a")]

-- A pattern
--   permit (principal, action, resource) when { resource.title like "*50% [a]_?\\*" };
-- sqlite
("doc"."title" GLOB ?)
-- with [CedarSQL.SQLValue.text("*50% [[]a]_[?]\\*")]
-- postgresql
(("doc"."title" COLLATE "C") LIKE $1::text ESCAPE '\')
-- with [CedarSQL.SQLValue.text("%50\\% [a]\\_?\\\\%")]

-- Arithmetic that may overflow, in a permit and in a forbid
--   permit (principal, action, resource) when { resource.size + resource.size > 10 };
--   forbid (principal, action, resource) when { resource.size * 3 == 9 };
-- sqlite, a forbid that errs skips
((typeof(("doc"."size") + ("doc"."size")) = 'integer') AND (((("doc"."size") + ("doc"."size")) > ?) AND (NOT ((typeof(("doc"."size") * (?)) = 'integer') AND ((("doc"."size") * (?)) = ?)))))
-- with [CedarSQL.SQLValue.integer(10), CedarSQL.SQLValue.integer(3), CedarSQL.SQLValue.integer(3), CedarSQL.SQLValue.integer(9)]
-- sqlite, a forbid that errs denies
(((typeof(("doc"."size") + ("doc"."size")) = 'integer') AND ((("doc"."size") + ("doc"."size")) > ?)) AND ((typeof(("doc"."size") * (?)) = 'integer') AND (NOT ((("doc"."size") * (?)) = ?))))
-- with [CedarSQL.SQLValue.integer(10), CedarSQL.SQLValue.integer(3), CedarSQL.SQLValue.integer(3), CedarSQL.SQLValue.integer(9)]
-- postgresql, a forbid that errs skips
(((("doc"."size")::numeric + ("doc"."size")::numeric) BETWEEN ($1::bigint)::numeric AND ($2::bigint)::numeric) AND (((("doc"."size")::numeric + ("doc"."size")::numeric) > $3::bigint) AND (NOT (((("doc"."size")::numeric * ($4::bigint)::numeric) BETWEEN ($5::bigint)::numeric AND ($6::bigint)::numeric) AND ((("doc"."size")::numeric * ($7::bigint)::numeric) = $8::bigint)))))
-- with [CedarSQL.SQLValue.integer(-9223372036854775808), CedarSQL.SQLValue.integer(9223372036854775807), CedarSQL.SQLValue.integer(10), CedarSQL.SQLValue.integer(3), CedarSQL.SQLValue.integer(-9223372036854775808), CedarSQL.SQLValue.integer(9223372036854775807), CedarSQL.SQLValue.integer(3), CedarSQL.SQLValue.integer(9)]
-- postgresql, a forbid that errs denies
((((("doc"."size")::numeric + ("doc"."size")::numeric) BETWEEN ($1::bigint)::numeric AND ($2::bigint)::numeric) AND ((("doc"."size")::numeric + ("doc"."size")::numeric) > $3::bigint)) AND (((("doc"."size")::numeric * ($4::bigint)::numeric) BETWEEN ($5::bigint)::numeric AND ($6::bigint)::numeric) AND (NOT ((("doc"."size")::numeric * ($7::bigint)::numeric) = $8::bigint))))
-- with [CedarSQL.SQLValue.integer(-9223372036854775808), CedarSQL.SQLValue.integer(9223372036854775807), CedarSQL.SQLValue.integer(10), CedarSQL.SQLValue.integer(3), CedarSQL.SQLValue.integer(-9223372036854775808), CedarSQL.SQLValue.integer(9223372036854775807), CedarSQL.SQLValue.integer(3), CedarSQL.SQLValue.integer(9)]

-- Who may see it is told by a group
--   permit (principal, action, resource) when { resource.owner in Group::"g1" };
-- sqlite
(EXISTS (SELECT 1 FROM "user_in" AS "cedar_1" WHERE ("cedar_1"."descendant" COLLATE BINARY) = "doc"."owner" AND ("cedar_1"."ancestor" COLLATE BINARY) = ? AND ("cedar_1"."type" COLLATE BINARY) = ?))
-- with [CedarSQL.SQLValue.text("g1"), CedarSQL.SQLValue.text("Group")]
-- postgresql
(EXISTS (SELECT 1 FROM "user_in" AS "cedar_1" WHERE ("cedar_1"."descendant" COLLATE "C") = "doc"."owner" AND ("cedar_1"."ancestor" COLLATE "C") = $1::text AND ("cedar_1"."type" COLLATE "C") = $2::text))
-- with [CedarSQL.SQLValue.text("g1"), CedarSQL.SQLValue.text("Group")]

-- A set in a table
--   permit (principal, action, resource) when { resource.words.containsAny(principal.teams) };
-- sqlite
(EXISTS (SELECT 1 FROM "doc_word" AS "cedar_1" WHERE ("cedar_1"."doc" COLLATE BINARY) = "doc"."id" AND (("cedar_1"."word" COLLATE BINARY) IN (?, ?))))
-- with [CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("é")]
-- postgresql
(EXISTS (SELECT 1 FROM "doc_word" AS "cedar_1" WHERE ("cedar_1"."doc" COLLATE "C") = "doc"."id" AND (("cedar_1"."word" COLLATE "C") IN ($1::text, $2::text))))
-- with [CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("é")]

-- A set in a JSON array
--   permit (principal, action, resource) when { resource.readers.contains(principal) };
-- sqlite
(EXISTS (SELECT 1 FROM json_each("doc"."readers") AS "cedar_1" WHERE (("cedar_1"."value" COLLATE BINARY) = ?)))
-- with [CedarSQL.SQLValue.text("ann")]
-- postgresql
(EXISTS (SELECT 1 FROM jsonb_array_elements_text("doc"."readers") AS "cedar_1"("value") WHERE (("cedar_1"."value" COLLATE "C") = $1::text)))
-- with [CedarSQL.SQLValue.text("ann")]

-- Two sets that are equal
--   permit (principal, action, resource) when { resource.words == principal.teams };
-- sqlite
((NOT ((NOT (EXISTS (SELECT 1 FROM "doc_word" AS "cedar_1" WHERE ("cedar_1"."doc" COLLATE BINARY) = "doc"."id" AND (("cedar_1"."word" COLLATE BINARY) = ?)))) OR (NOT (EXISTS (SELECT 1 FROM "doc_word" AS "cedar_1" WHERE ("cedar_1"."doc" COLLATE BINARY) = "doc"."id" AND (("cedar_1"."word" COLLATE BINARY) = ?)))))) AND (NOT (EXISTS (SELECT 1 FROM "doc_word" AS "cedar_1" WHERE ("cedar_1"."doc" COLLATE BINARY) = "doc"."id" AND (NOT (("cedar_1"."word" COLLATE BINARY) IN (?, ?)))))))
-- with [CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("é"), CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("é")]
-- postgresql
((NOT ((NOT (EXISTS (SELECT 1 FROM "doc_word" AS "cedar_1" WHERE ("cedar_1"."doc" COLLATE "C") = "doc"."id" AND (("cedar_1"."word" COLLATE "C") = $1::text)))) OR (NOT (EXISTS (SELECT 1 FROM "doc_word" AS "cedar_1" WHERE ("cedar_1"."doc" COLLATE "C") = "doc"."id" AND (("cedar_1"."word" COLLATE "C") = $2::text)))))) AND (NOT (EXISTS (SELECT 1 FROM "doc_word" AS "cedar_1" WHERE ("cedar_1"."doc" COLLATE "C") = "doc"."id" AND (NOT (("cedar_1"."word" COLLATE "C") IN ($3::text, $4::text)))))))
-- with [CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("é"), CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("é")]

-- A tag
--   permit (principal, action, resource) when { resource.hasTag("a") && resource.getTag("a") == principal.name };
-- sqlite
((EXISTS (SELECT 1 FROM "doc_tag" AS "cedar_1" WHERE ("cedar_1"."doc" COLLATE BINARY) = "doc"."id" AND ("cedar_1"."key" COLLATE BINARY) = ?)) AND ((EXISTS (SELECT 1 FROM "doc_tag" AS "cedar_2" WHERE ("cedar_2"."doc" COLLATE BINARY) = "doc"."id" AND ("cedar_2"."key" COLLATE BINARY) = ?)) AND (((SELECT "cedar_2"."value" FROM "doc_tag" AS "cedar_2" WHERE ("cedar_2"."doc" COLLATE BINARY) = "doc"."id" AND ("cedar_2"."key" COLLATE BINARY) = ?) COLLATE BINARY) = ?)))
-- with [CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("Ann")]
-- postgresql
((EXISTS (SELECT 1 FROM "doc_tag" AS "cedar_1" WHERE ("cedar_1"."doc" COLLATE "C") = "doc"."id" AND ("cedar_1"."key" COLLATE "C") = $1::text)) AND ((EXISTS (SELECT 1 FROM "doc_tag" AS "cedar_2" WHERE ("cedar_2"."doc" COLLATE "C") = "doc"."id" AND ("cedar_2"."key" COLLATE "C") = $2::text)) AND (((SELECT "cedar_2"."value" FROM "doc_tag" AS "cedar_2" WHERE ("cedar_2"."doc" COLLATE "C") = "doc"."id" AND ("cedar_2"."key" COLLATE "C") = $3::text) COLLATE "C") = $4::text)))
-- with [CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("a"), CedarSQL.SQLValue.text("Ann")]

-- Times
--   permit (principal, action, resource)
--   when { resource.made.offset(resource.kept) < datetime("2026-07-28") && resource.made.toDate() == resource.made };
-- sqlite
(((typeof(("doc"."made") + ("doc"."kept")) = 'integer') AND ((("doc"."made") + ("doc"."kept")) < ?)) AND ((typeof(("doc"."made") - (((("doc"."made") % ? + ?) % ?))) = 'integer') AND ((("doc"."made") - (((("doc"."made") % ? + ?) % ?))) = "doc"."made")))
-- with [CedarSQL.SQLValue.integer(1785196800000), CedarSQL.SQLValue.integer(86400000), CedarSQL.SQLValue.integer(86400000), CedarSQL.SQLValue.integer(86400000), CedarSQL.SQLValue.integer(86400000), CedarSQL.SQLValue.integer(86400000), CedarSQL.SQLValue.integer(86400000)]
-- postgresql
((((("doc"."made")::numeric + ("doc"."kept")::numeric) BETWEEN ($1::bigint)::numeric AND ($2::bigint)::numeric) AND ((("doc"."made")::numeric + ("doc"."kept")::numeric) < $3::bigint)) AND (((("doc"."made")::numeric - (((("doc"."made")::numeric % $4::bigint + $5::bigint) % $6::bigint))::numeric) BETWEEN ($7::bigint)::numeric AND ($8::bigint)::numeric) AND ((("doc"."made")::numeric - (((("doc"."made")::numeric % $9::bigint + $10::bigint) % $11::bigint))::numeric) = "doc"."made")))
-- with [CedarSQL.SQLValue.integer(-9223372036854775808), CedarSQL.SQLValue.integer(9223372036854775807), CedarSQL.SQLValue.integer(1785196800000), CedarSQL.SQLValue.integer(86400000), CedarSQL.SQLValue.integer(86400000), CedarSQL.SQLValue.integer(86400000), CedarSQL.SQLValue.integer(-9223372036854775808), CedarSQL.SQLValue.integer(9223372036854775807), CedarSQL.SQLValue.integer(86400000), CedarSQL.SQLValue.integer(86400000), CedarSQL.SQLValue.integer(86400000)]

-- A choice
--   permit (principal, action, resource) when { (if resource.secret then resource.size else 7) >= context.hour };
-- sqlite
((("doc"."secret" IS TRUE) OR ("doc"."secret" IS FALSE)) AND (CASE WHEN ("doc"."secret" IS TRUE) THEN "doc"."size" ELSE ? END >= ?))
-- with [CedarSQL.SQLValue.integer(7), CedarSQL.SQLValue.integer(9)]
-- postgresql
((("doc"."secret" IS TRUE) OR ("doc"."secret" IS FALSE)) AND (CASE WHEN ("doc"."secret" IS TRUE) THEN "doc"."size" ELSE $1::bigint END >= $2::bigint))
-- with [CedarSQL.SQLValue.integer(7), CedarSQL.SQLValue.integer(9)]

