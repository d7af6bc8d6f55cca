"""A document an office wrote (Word, PDF, plain text, Markdown), as lines that know where they stand."""
