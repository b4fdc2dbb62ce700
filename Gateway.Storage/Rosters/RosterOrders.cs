using System.Security.Cryptography;
using Gateway.Actors.Commands;

namespace Gateway.Storage.Rosters;

/// <summary>Orders about persons, as rows and as the commands that the rows stand for: the same row is the same command for ever.</summary>
internal static class RosterOrders
{
    /// <summary>He should be there, like this.</summary>
    /// <param name="known">What is known of him on this terminal.</param>
    public static RosterDevice Push(string sn, string site, RosterWanted wanted, RosterDevice? known, DateTimeOffset now)
    {
        var isAgain = known is not null && known.Site == site && known.DesiredVersion == wanted.Version;
        return Open(known ?? new RosterDevice(sn, wanted.UserId) { Since = now.ToUnixTimeMilliseconds() }, RosterStates.Pending, RosterStates.Push, now) with
        {
            Site = site,
            DesiredVersion = wanted.Version,
            OrderedRef = wanted.PersonRef,
            OrderedBytes = wanted.PersonBytes,
            Failures = isAgain ? known!.Failures : 0,
        };
    }

    /// <summary>He should not be there any more.</summary>
    /// <param name="version">Of the roster that does not want him.</param>
    public static RosterDevice Delete(RosterDevice known, long version, DateTimeOffset now) =>
        Open(known, RosterStates.Removing, RosterStates.Delete, now) with
        {
            DesiredVersion = version,
            OrderedRef = null,
            OrderedBytes = 0,
            Failures = known.State == RosterStates.Removing ? known.Failures : 0,
        };

    /// <summary>The command of an open order.</summary>
    public static Command CommandOf(RosterDevice order)
    {
        var isPush = order.CommandKind == RosterStates.Push;
        var type = isPush ? CommandType.PersonPush : CommandType.PersonDelete;
        var roster = new RosterOrder(order.Site!, order.DesiredVersion!.Value);
        var content = string.Create(CultureInfo.InvariantCulture, $"roster\n{CommandText.Of(type)}\n{order.UserId}\n{order.OrderedRef}\n{roster.Site}\n{roster.Version}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        var made = DateTimeOffset.FromUnixTimeMilliseconds(order.OrderedAt!.Value);
        return new Command(order.CommandId!, type, order.UserId, order.OrderedRef, order.OrderedBytes, hash, null, made, Command.Never, roster);
    }

    private static RosterDevice Open(RosterDevice known, string state, string kind, DateTimeOffset now) => known.Become(state, now.ToUnixTimeMilliseconds()) with
    {
        CommandId = Guid.CreateVersion7(now).ToString("N"),
        CommandKind = kind,
        OrderedAt = now.ToUnixTimeMilliseconds(),
        Delivered = false,
        Drift = false,
        NextTryAt = null,
    };
}
