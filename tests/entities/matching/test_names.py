"""Personal names in the order of an index."""

from __future__ import annotations

import pytest

from entities.matching import name_parts, sort_name, surname, without_honorifics


@pytest.mark.parametrize(
    ("name", "sorted_as", "called"),
    [
        pytest.param("Nikolai Bordyuzha", "Bordyuzha, Nikolai", "Bordyuzha", id="two-names"),
        pytest.param("Kozy-Korpesh Dzhanburchin", "Dzhanburchin, Kozy-Korpesh", "Dzhanburchin", id="hyphen"),
        pytest.param("Pavel Ivanovich Orlov", "Orlov, Pavel Ivanovich", "Orlov", id="patronymic"),
        pytest.param("Pavel I. Orlov", "Orlov, Pavel I.", "Orlov", id="initial"),
        pytest.param("Zemfira", "Zemfira", "Zemfira", id="single"),
        pytest.param("Ursula von der Leyen", "von der Leyen, Ursula", "von der Leyen", id="von-der"),
        pytest.param("Charles de Gaulle", "de Gaulle, Charles", "de Gaulle", id="de"),
        pytest.param("De Gaulle", "De Gaulle", "De Gaulle", id="particle-first"),
        pytest.param("Al Gore", "Gore, Al", "Gore", id="given-name-like-a-particle"),
        pytest.param("Bashar al-Assad", "al-Assad, Bashar", "al-Assad", id="al"),
        pytest.param("Faisal bin Khalid", "bin Khalid, Faisal", "bin Khalid", id="bin"),
        pytest.param("Kim Jong Il", "Kim Jong Il", "Kim", id="family-name-first"),
        pytest.param("Kim Il-song", "Kim Il-song", "Kim", id="family-name-first-hyphen"),
        pytest.param("Li Peng", "Li Peng", "Li", id="family-name-first-two"),
        pytest.param("Kim Novak", "Novak, Kim", "Novak", id="given-name-like-a-family-name"),
        pytest.param("Stephen Stone, Jr.", "Stone, Stephen, Jr.", "Stone", id="suffix-after-comma"),
        pytest.param("Robert Stone III", "Stone, Robert, III", "Stone", id="suffix"),
        pytest.param("Stone, Stephen", "Stone, Stephen", "Stone", id="inverted-already"),
        pytest.param("Lt. Gen. Pavel Orlov", "Orlov, Pavel", "Orlov", id="ranks"),
        pytest.param("Orlov, Dr. Pavel", "Orlov, Pavel", "Orlov", id="honorific-inside"),
        pytest.param("The River Foundation", "The River Foundation", "The River Foundation", id="body"),
        pytest.param("Ural News Agency", "Ural News Agency", "Ural News Agency", id="agency"),
        pytest.param("  Pavel\u00a0 Orlov ", "Orlov, Pavel", "Orlov", id="spaces"),
        pytest.param("", "", "", id="empty"),
        pytest.param("Dr.", "Dr.", "Dr.", id="honorific-alone"),
    ],
)
def test_sort_name_and_surname(name: str, sorted_as: str, called: str) -> None:
    assert sort_name(name) == sorted_as
    assert surname(name) == called


def test_parts() -> None:
    assert name_parts("Gen. Pavel Orlov, Jr.") == ("Gen.", "Pavel", "Orlov", "Jr.")
    assert without_honorifics("Mr. Pavel Orlov") == "Pavel Orlov"
