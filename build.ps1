#!/usr/bin/env pwsh
# Forwards to build/Gateway.Build.csproj, as build.sh does. `./build.ps1 help` lists the targets.
#Requires -Version 7
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { [Console]::Error.WriteLine('build: the .NET 10 SDK is not installed: https://dot.net'); exit 1 }
dotnet run --project "$PSScriptRoot/build/Gateway.Build.csproj" -- @args
exit $LASTEXITCODE
