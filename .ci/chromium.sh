#!/usr/bin/env bash
# Install Debian's Chromium when there is none (needs root): the browser of `make test-browser`.
set -euo pipefail
if ! command -v chromium >/dev/null 2>&1; then
	apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium
fi
