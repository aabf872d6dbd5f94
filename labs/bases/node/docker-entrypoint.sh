#!/bin/sh
set -e

# Options, a script's name, and anything that is no program of the image are arguments for node.
case "${1:-}" in
-*) set -- node "$@" ;;
*)
	if ! command -v "${1:-}" > /dev/null || { [ -f "$1" ] && [ ! -x "$1" ]; }; then
		set -- node "$@"
	fi
	;;
esac

exec "$@"
