"""The demo: invented organizations and people, and what they do together. Loaded once; production never has it."""
