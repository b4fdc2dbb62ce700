#!/bin/sh
# Forwards to build/Gateway.Build.csproj, as build.ps1 does. `./build.sh help` lists the targets.
command -v dotnet > /dev/null || { echo "build: the .NET 10 SDK is not installed: https://dot.net" >&2; exit 1; }
# The SDK and NuGet keep packages and notes at home. Where that cannot be written, there is one among the artifacts.
[ -w "${HOME:-}" ] || { HOME="$(cd "$(dirname "$0")" && pwd)/artifacts/home" && mkdir -p "$HOME" && export HOME; }
exec dotnet run --project "$(dirname "$0")/build/Gateway.Build.csproj" -- "$@"
