"""A document an office wrote (Word, PDF, plain text, Markdown), as lines that know where they stand.

Hostile until a child process with limits has read it.
"""

from portal.publishing.documents.document import Document, Line
from portal.publishing.documents.limits import LIMITS, Limits
from portal.publishing.documents.reading import open_document, read_document

__all__ = ["LIMITS", "Document", "Limits", "Line", "open_document", "read_document"]
