"""The English of the portal's Vietnamese messages: ``en.po``, and how it follows code and templates."""
