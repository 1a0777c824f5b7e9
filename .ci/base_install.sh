#!/usr/bin/env bash
# The client-only install, built as users get it: the command works, and commands of an extra say which.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
if command -v uv >/dev/null 2>&1; then
	uv venv --quiet "$folder/venv"
	uv pip install --quiet --python "$folder/venv/bin/python" --constraint requirements.lock .
else
	python3 -m venv "$folder/venv"
	"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint requirements.lock .
fi
cd "$folder"
venv/bin/ionworks --version
venv/bin/ionworks --help >/dev/null
printf 'Discharge at 1C until 3 V\n' >protocol.txt
venv/bin/ionworks describe protocol.txt
for command in "serve" "keys list" "db upgrade"; do
	status=0
	# shellcheck disable=SC2086 # two words
	said="$(venv/bin/ionworks $command 2>&1)" || status=$?
	test "$status" = 2
	test "$(wc -l <<<"$said")" = 1
	grep -q "ionworks-api\[server\]" <<<"$said"
done
