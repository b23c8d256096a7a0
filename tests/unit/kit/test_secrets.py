"""Keys that are shown once."""

from planroom.kit.secrets import hash_key, new_key


def test_keys_begin_with_their_prefix_and_are_never_made_twice() -> None:
    made = {new_key("pk_live") for _ in range(1000)}
    assert len(made) == 1000
    assert all(key.startswith("pk_live_") and len(key) >= 48 for key in made)


def test_a_key_is_found_by_its_hash_which_does_not_show_it() -> None:
    key = new_key("pk_live")
    assert hash_key(key) == hash_key(key)
    assert hash_key(key) != hash_key(key + "x")
    assert key not in hash_key(key)
    assert len(hash_key(key)) == 64
