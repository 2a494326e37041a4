"""Consultations, working groups and trainings in the admin, one module for each concept."""

from consultations.admin import comment, consultation, document, opinion, question, report, training, working_group

__all__ = ["comment", "consultation", "document", "opinion", "question", "report", "training", "working_group"]
