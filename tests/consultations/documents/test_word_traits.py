"""What Word shows is what is read, whatever stands in the file; what is not, is told."""

import pytest

from consultations.documents.importing import read
from tests.consultations.documents.traits import ALL


@pytest.mark.parametrize("name", ALL)
def test_a_word_file_is_read_as_its_reader_sees_it(name):
    trait = ALL[name]

    reading = read(trait.file, "nacrt.docx")

    assert [(block.kind, block.number, block.text) for block in reading.blocks] == trait.passages
    assert {loss.kind for loss in reading.left_out} == set(trait.told)
    assert all(0 <= loss.place <= len(reading.blocks) for loss in reading.left_out)
