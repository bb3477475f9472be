"""The Word document of a report: `to_docx` writes it, the others know a part of its format each."""
