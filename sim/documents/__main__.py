"""``python -m sim.documents`` writes the JSON Schemas that are shipped."""

from sim.documents.schemas import write_schemas

write_schemas()
