using System.Diagnostics;

namespace Gateway.Build;

/// <summary>The user as which root runs a server that refuses to be root.</summary>
/// <param name="Id">uid.</param>
/// <param name="Group">gid.</param>
internal sealed record UnprivilegedUser(string Id, string Group)
{
    /// <summary>The first of <paramref name="names"/> that the machine has.</summary>
    /// <exception cref="BuildFailedException">It has none of them.</exception>
    public static UnprivilegedUser Find(params string[] names)
    {
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToLookup(fields => fields[0]);
        var fields = names.SelectMany(name => users[name]).FirstOrDefault()
            ?? throw new BuildFailedException($"PostgreSQL does not run as root, and there is no user {string.Join(" or ", names)} to run it as");
        return new UnprivilegedUser(fields[2], fields[3]);
    }

    /// <summary>The command line that runs a program as <paramref name="user"/>; as ourselves when null.</summary>
    public static (string Program, IReadOnlyList<string> Arguments) Wrap(UnprivilegedUser? user, string program, IReadOnlyList<string> arguments) =>
        user is null
            ? (program, arguments)
            : ("setpriv", ["--reuid", user.Id, "--regid", user.Group, "--clear-groups", program, .. arguments]);

    /// <summary>Gives a file or directory to this user.</summary>
    /// <exception cref="BuildFailedException">The system refuses.</exception>
    public void Own(string path)
    {
        using var process = Command.Start(new ProcessStartInfo("chown", [$"{Id}:{Group}", path]));
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new BuildFailedException($"{path} cannot be given to user {Id}");
        }
    }
}
