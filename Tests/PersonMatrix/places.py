"""The same persons at registered terminals, and at none whose country anybody knows: what of a program each of them gets there."""
from facts import entity
from routes import ROWS
from server import ADMINISTRATOR_BADGE, Browser, Server

# Where somebody signs in, and how the terminal is registered: zone, country.
ZONE, ABROAD, NOWHERE = "a terminal in wic-cage", "a terminal in DE", "no terminal"
TERMINALS = {ZONE: ("wic-cage", ""), ABROAD: ("", "DE")}

# What is asked at each: what does not hang on how far the work is by then. What is done fits the state that a unit is in, or does not.
ASKED = {
    ("GET", "/orders/{id}", ""), ("POST", "/operator/scan", "order"), ("POST", "/operator/scan", "serial"), ("POST", "/units/{id}/start", ""),
}
PLACE_ROWS = [row for row in ROWS if row[:3] in ASKED]


def contexts(plant):
    """What policies are told of each place, from the plant file and from how the terminals are registered."""
    site = next(site for site in plant.text["sites"] if any(zone["id"] == TERMINALS[ZONE][0] for zone in site["zones"]))
    here = {"site": entity("Site", site["id"]), "zone": entity("Zone", TERMINALS[ZONE][0]), "country": plant.fact(site["country"])}
    return {ZONE: here, ABROAD: {"country": TERMINALS[ABROAD][1]}, NOWHERE: {"unplaced": True}}


class Places:
    """An instance that was asked already, started again by somebody who does not say from which country its network is reached."""

    def __init__(self, program, asked, running):
        self.asked, self.server = asked, Server(program, asked.arguments, [])
        asked.server = self.server
        running.append(self)
        administrator = Browser(self.server, 0).sign_in(ADMINISTRATOR_BADGE, asked.pins["administrator"])
        self.facts, self.credentials = asked.facts, {NOWHERE: None}
        for place, (name, (zone, country)) in enumerate(TERMINALS.items()):
            terminal = Browser(self.server, 201 + place).become(administrator, name, zone, country)
            self.credentials[name] = terminal.terminal

    def answers(self):
        """What the server does, by place; each by row, program and person."""
        return {name: self.at(credential) for name, credential in self.credentials.items()}

    def at(self, credential):
        found, browsers = {}, {"nobody": Browser(self.server, 200, credential)}
        for place, person in enumerate(self.asked.browsers):
            if person != "nobody":
                browser = Browser(self.server, place, credential)
                browsers[person] = browser.sign_in(self.asked.badges[person], self.asked.pins[person])
        for row in PLACE_ROWS:
            for work in self.facts["work"]:
                for person in self.asked.browsers:
                    found[row[:3], work["program"], person] = self.asked.answer(row, work, person, browsers[person])
        return found
