"""What a kind of question consists of; nothing of it may be missing."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True, kw_only=True)
class AnswerKind(ABC):
    """How a question of one kind is asked, and its answers are taken, checked, counted and shown.

    Pages, API, reports and their files read a question by these alone. `question` is a row, `result` what
    `question_results` says of it, live or frozen."""

    has_options: bool  # the Office writes what can be chosen
    has_bounds: bool  # the Office may say from where to where numbers go
    needs_bounds: bool  # and has to

    @abstractmethod
    def field(self, question, **common) -> forms.Field:
        """The field of a form that takes the answer; `common` are its label and whether it must be filled."""

    @abstractmethod
    def checked(self, question, value) -> str | list[str] | float | None:
        """The answer as it is kept, or None where nothing was answered; raises ValidationError with a code."""

    @abstractmethod
    def counted(self, question, answers) -> dict[str, Any]:
        """What all answers together say, as plain data that can be frozen."""

    @abstractmethod
    def bars(self, result) -> list[tuple[str, int]] | None:
        """[(words, how many gave this answer)] for table and drawing; None where the answers are told as texts."""

    @abstractmethod
    def sentence(self, result, bars) -> str:
        """What the bars say, in one sentence; is not asked where there are none."""
