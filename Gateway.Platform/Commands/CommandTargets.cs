using Gateway.Actors.Devices;
using Gateway.Platform.Problems;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Commands;

/// <summary>Whom the targets of a batch or a job are.</summary>
/// <param name="Takers">SNs of the devices that can get it, in order.</param>
/// <param name="Rejected">What was named and cannot.</param>
internal sealed record CommandTargets(IReadOnlyList<string> Takers, IReadOnlyList<RejectedTarget> Rejected)
{
    /// <summary>Nobody at all: a request that is a slip.</summary>
    public bool IsEmpty => Takers.Count == 0 && Rejected.Count == 0;

    /// <summary>What a request that means nobody is told.</summary>
    public const string Nobody = "no device is named, of the sites or has the tags";

    public static async Task<CommandTargets> ResolveAsync(
        DeviceStore devices, IReadOnlyList<string>? sns, IReadOnlyCollection<string> sites, IReadOnlyCollection<string> tags, bool all, IReadOnlyCollection<string>? except,
        CancellationToken cancellation)
    {
        var named = (sns ?? []).ToHashSet(StringComparer.Ordinal);
        var left = (except ?? []).ToHashSet(StringComparer.Ordinal);
        named.ExceptWith(left);
        var takers = new List<string>();
        var rejected = new List<RejectedTarget>();
        foreach (var (sn, kind) in await devices.ResolveAsync(named, sites, tags, all, cancellation))
        {
            if (left.Contains(sn)) continue;
            if (kind == DeviceKind.Attendance) takers.Add(sn);
            else if (named.Contains(sn)) rejected.Add(new RejectedTarget(sn, ProblemKinds.DeviceTakesNoCommands.Code));
            named.Remove(sn);
        }

        rejected.AddRange(named.Select(static sn => new RejectedTarget(sn, ProblemKinds.DeviceUnknown.Code)));
        return new CommandTargets(takers, rejected);
    }
}
