#!/usr/bin/env pwsh
# Forwards to build/Gateway.Build.csproj, as build.sh does. `./build.ps1 help` lists the targets.
#Requires -Version 7
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { [Console]::Error.WriteLine('build: the .NET 10 SDK is not installed: https://dot.net'); exit 1 }
# The SDK and NuGet keep packages and notes at home. Where that cannot be written, there is one among the artifacts.
if (-not $IsWindows) { test -w "$env:HOME"; if ($LASTEXITCODE) { $env:HOME = (New-Item -ItemType Directory -Force "$PSScriptRoot/artifacts/home").FullName } }
dotnet run --project "$PSScriptRoot/build/Gateway.Build.csproj" -- @args
exit $LASTEXITCODE
