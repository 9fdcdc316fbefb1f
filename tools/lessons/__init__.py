"""The lesson checker: every excerpt, transcript, link and term in the text is held to the code."""
