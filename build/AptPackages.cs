using Gateway.Servers;

namespace Gateway.Build;

/// <summary>Installs servers on Debian and its kin.</summary>
internal static class AptPackages
{
    /// <summary>A policy that forbids to start services, for as long as the installation lasts: the tests start servers of their own.</summary>
    private const string Script =
        """
        set -e
        export DEBIAN_FRONTEND=noninteractive
        if [ ! -e /usr/sbin/policy-rc.d ]; then
          trap 'rm -f /usr/sbin/policy-rc.d' EXIT
          printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
          chmod 755 /usr/sbin/policy-rc.d
        fi
        apt-get -q -o DPkg::Lock::Timeout=120 update
        found=
        for package in "$@"; do
          # Ubuntu has no Chromium but as a snap: the tests of the console are skipped there.
          if apt-cache show "$package" > /dev/null 2>&1; then found="$found $package"; else echo "there is no package $package here"; fi
        done
        test -z "$found" || apt-get -q -y -o DPkg::Lock::Timeout=120 --no-install-recommends install $found
        """;

    /// <summary>Installs <paramref name="packages"/>; does nothing when there are none.</summary>
    /// <exception cref="BuildFailedException">It cannot be done here; says what is missing and what to do.</exception>
    public static async Task InstallAsync(IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        if (packages.Count == 0) return;
        var names = string.Join(" and ", packages);
        const string without = "or run `./build.sh test --without-servers`";
        if (Programs.Find("apt-get") is null)
            throw new BuildFailedException($"the tests need {names}, and there is no apt-get: install what is missing, {without}");

        var wayOut = $"install by hand, as root: `apt-get install {string.Join(' ', packages)}`, {without}";

        string[] root = Environment.IsPrivilegedProcess ? ["sh"] : ["sudo", "-n", "sh"];
        if (Programs.Find(root[0]) is null)
            throw new BuildFailedException($"the tests need {names}, and we are not root and there is no sudo to install them: {wayOut}");

        Command.Progress($"installing {names} (their system services are not started)");
        var exitCode = await Command.RunAsync(root[0], [.. root[1..], "-c", Script, "install", .. packages], cancellation);
        if (exitCode != 0) throw new BuildFailedException($"{names} could not be installed: {wayOut}");
    }
}
