#!/bin/sh
# Forwards to build/Gateway.Build.csproj, as build.ps1 does. `./build.sh help` lists the targets.
command -v dotnet > /dev/null || { echo "build: the .NET 10 SDK is not installed: https://dot.net" >&2; exit 1; }
exec dotnet run --project "$(dirname "$0")/build/Gateway.Build.csproj" -- "$@"
