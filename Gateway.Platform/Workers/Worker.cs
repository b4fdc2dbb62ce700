using Gateway.Storage.Registrations;
using Gateway.Storage.Rosters;

namespace Gateway.Platform.Workers;

/// <summary>A person as pages may show him to everybody.</summary>
/// <param name="UserId">In clear: to be masked for a viewer.</param>
/// <param name="Name">Masked; null: he is in no roster, or cannot be decrypted.</param>
/// <param name="Registrations">The latest first; to be shown masked.</param>
public sealed record Worker(string UserId, string? Name, IReadOnlyList<WorkerSite> Sites, IReadOnlyList<RegistrationRow> Registrations)
{
    /// <summary>Some roster has him, or some terminal by one.</summary>
    public bool IsKnown => Sites.Count > 0;

    public override string ToString() => "***";
}

/// <summary>A person on one site.</summary>
/// <param name="Name">Of the site.</param>
/// <param name="Entry">Null: he is on terminals of the site, and not in its roster.</param>
/// <param name="Places">The terminals that should have him or have him.</param>
public sealed record WorkerSite(string Code, string? Name, RosterEntry? Entry, IReadOnlyList<RosterPlace> Places);
