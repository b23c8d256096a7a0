"""Settings: what is read, what is refused, and what another process is told."""

from pathlib import Path

import pytest

from planroom.infra.settings import (
    BadSetting,
    LogLevel,
    Settings,
    describe_settings,
    environment_for,
    read_settings,
    variables_in_use,
)


def test_every_setting_has_a_default_and_a_sentence() -> None:
    assert read_settings({}) == Settings()
    assert [info.variable for info in describe_settings() if not info.help.endswith(".")] == []


def test_values_are_read_by_their_kind() -> None:
    settings = read_settings(
        {"PLANROOM_PORT": "9000", "PLANROOM_LOG_JSON": "Yes", "PLANROOM_DATA": "d", "PLANROOM_LOG_LEVEL": "error"}
    )
    assert (settings.port, settings.log_json, settings.data, settings.log_level) == (
        9000,
        True,
        Path("d"),
        LogLevel.ERROR,
    )


def test_an_override_wins_over_the_environment_unless_it_is_none() -> None:
    environment = {"PLANROOM_PORT": "9000", "PLANROOM_HOST": "10.0.0.1"}
    settings = read_settings(environment, port=9001, host=None)
    assert (settings.port, settings.host) == (9001, "10.0.0.1")


def test_an_empty_variable_means_the_default() -> None:
    assert read_settings({"PLANROOM_PORT": ""}) == Settings()


def test_an_unknown_variable_is_refused_and_the_nearest_known_one_named() -> None:
    with pytest.raises(BadSetting, match="PLANROOM_DATABSE_URL is not a setting; did you mean PLANROOM_DATABASE_URL"):
        read_settings({"PLANROOM_DATABSE_URL": "x"})


@pytest.mark.parametrize(
    ("variable", "value", "advice"),
    [
        ("PLANROOM_PORT", "http", "a number like 8000"),
        ("PLANROOM_PORT", "65536", "a number from 0 to 65535"),
        ("PLANROOM_PROCESSES", "0", "a number from 1 to 256"),
        ("PLANROOM_WEBHOOK_ATTEMPTS", "-1", "a number at least 1"),
        ("PLANROOM_FETCH_TIMEOUT_SECONDS", "nan", "a number from 0.1 to 3600"),
        ("PLANROOM_LOG_JSON", "maybe", "true or false"),
        ("PLANROOM_LOG_LEVEL", "loud", "one of debug, info, warning, error"),
        ("PLANROOM_PUBLIC_URL", "plans.example.com", "begin it with http:// or https://"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_what_to_give(variable: str, value: str, advice: str) -> None:
    with pytest.raises(BadSetting, match=variable) as refused:
        read_settings({variable: value})
    assert advice in refused.value.text


def test_another_process_is_given_exactly_these_settings() -> None:
    settings = Settings(data=Path("elsewhere"), port=81, allow_private_addresses=True, log_level=LogLevel.DEBUG)
    environment = environment_for(settings, {"PATH": "/bin", "PLANROOM_HOST": "10.0.0.1"})
    assert environment["PATH"] == "/bin"
    assert read_settings(environment) == settings


def test_the_variables_in_use_are_those_with_a_value() -> None:
    environment = {"PATH": "/bin", "PLANROOM_HOST": "10.0.0.1", "PLANROOM_PORT": ""}
    assert variables_in_use(environment) == {"PLANROOM_HOST"}


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        (Settings(), "http://127.0.0.1:8000"),
        (Settings(host="0.0.0.0", port=81), "http://127.0.0.1:81"),
        (Settings(host="::1"), "http://[::1]:8000"),
        (Settings(public_url="https://plans.example.com/"), "https://plans.example.com"),
    ],
)
def test_absolute_addresses_begin_with_the_public_url_or_where_serve_listens(settings: Settings, url: str) -> None:
    assert settings.resolved_public_url == url


def test_the_database_is_embedded_in_the_data_folder_unless_a_url_is_given() -> None:
    assert Settings(data=Path("/d")).resolved_database_url == "sqlite:////d/planroom.db"
    assert Settings(database_url="postgresql://u@h/d").resolved_database_url == "postgresql://u@h/d"
