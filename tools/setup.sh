#!/bin/sh
# Make the checkout's environment: find a Python, make the folder, install the pinned uv into it, sync the lock file.
# Needs nothing that is not in the checkout but Python 3.11+ with venv (or pip).
set -eu

venv=${1:-.venv}

say() { printf '%s\n' "$*" >&2; }
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    say "Planroom needs Python 3.11 or newer and found none."
    say "Install it (Debian, Ubuntu: apt install python3 python3-venv) or name it: make setup PYTHON=/path/to/python3"
    return 1
}

make_folder() {
    # Debian packs ensurepip apart from Python; a pip of the system can do its work.
    if "$1" -c 'import ensurepip' 2>/dev/null; then
        "$1" -m venv --clear "$venv"
    elif "$1" -m pip --version >/dev/null 2>&1; then
        "$1" -m venv --clear --without-pip "$venv"
    else
        say "This Python ($1) has neither ensurepip nor pip, so no environment can be made with it."
        say "Install them (Debian, Ubuntu: apt install python3-venv) or name another: make setup PYTHON=/path/to/python3"
        return 1
    fi
}

install_uv() {
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$1"
    else
        "$2" -m pip --python "$venv/bin/python" install --quiet --disable-pip-version-check "uv==$1"
    fi
}

# One version for everybody: the one that the lock file holds, since uv is in the dev group as well.
uv_version=$(awk '$0 == "name = \"uv\"" { getline; gsub(/[^0-9.]/, ""); print; exit }' uv.lock)

if ! is_new_enough "$venv/bin/python"; then
    python=$(find_python)
    say "Making the environment in $venv with $("$python" --version) …"
    make_folder "$python"
fi
if [ "$("$venv/bin/uv" --version 2>/dev/null | cut -d ' ' -f 2)" != "$uv_version" ]; then
    install_uv "$uv_version" "${python:-$(find_python)}"
fi
say "Installing what uv.lock names …"
"$venv/bin/uv" sync --frozen --quiet --python "$venv/bin/python"
