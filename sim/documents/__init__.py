"""The published documents: a model for each, from which its JSON Schema is made.

``python -m sim.documents`` writes the schemas (:mod:`sim.documents.schemas`). The fields of a model
stand in the reading order of its document. The other files hold documents by subject, and
``base.py`` and ``parts.py`` what they share.
"""
