"""For people: the report and what it is made of. No model logic lives here."""
