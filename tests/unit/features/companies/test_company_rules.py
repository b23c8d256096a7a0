from planroom.features.companies.rules import without_duplicates


def test_the_first_of_equal_texts_keeps_its_place() -> None:
    assert without_duplicates(["b", "a", "b", "c", "a"]) == ["b", "a", "c"]
