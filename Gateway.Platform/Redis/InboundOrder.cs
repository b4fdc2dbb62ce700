using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Json;
using Gateway.Platform.Problems;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>One entry of <c>gateway:commands</c>, read.</summary>
/// <param name="Entry">Its id in the stream.</param>
/// <param name="Sn">The one device; null with <paramref name="Targets"/>.</param>
/// <param name="Command">Always with an id: the producer's own, or one made of the entry's, so that the same entry again is the same command.</param>
/// <param name="Reason">Why it cannot be read; null when it can. No value of it is in here.</param>
internal sealed partial record InboundOrder(RedisValue Entry, string? Sn, TargetsRequest? Targets, CheckedCommand? Command, string? Reason)
{
    private const int ReasonLengthMax = 500;

    /// <summary>The prefix of ids that are made of the entry's. Frozen.</summary>
    private const string IdPrefix = "redis-";

    /// <param name="key">The key of the HMAC that the entry must have; null = it needs none.</param>
    public static InboundOrder Read(StreamEntry entry, string? key)
    {
        var errors = new FieldErrors();
        byte[]? data = entry[RedisNames.Data];
        if (key is not null && !IsSigned(data ?? [], entry[RedisNames.Hmac], key))
            errors.Add(RedisNames.Hmac, ProblemKinds.BodyMalformed, entry[RedisNames.Hmac].IsNull ? "is missing (Gateway:Redis:CommandsKey is set)" : "is not that of data");
        else if (data is null)
            errors.Add(RedisNames.Data, ProblemKinds.BodyMalformed, "is missing");
        else if (data.Length > CommandLimits.LengthMax)
            errors.Add(RedisNames.Data, ProblemKinds.BodyMalformed, $"has more than {CommandLimits.LengthMax} bytes");
        else if (JsonText.Read(data, InboundJson.Strict.InboundRequest, errors) is { } request && Check(request, entry.Id, errors) is { } order)
            return order;

        return new InboundOrder(entry.Id, null, null, null, Plain(errors.ToLine()));
    }

    /// <summary>No person: the entry's id only.</summary>
    public override string ToString() => Entry.ToString();

    private static bool IsSigned(byte[] data, RedisValue shown, string key)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isHex = shown.ToString() is { Length: 2 * HMACSHA256.HashSizeInBytes } hex && Convert.FromHexString(hex, mac, out _, out _) == OperationStatus.Done;
        return isHex && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), data), mac);
    }

    private static InboundOrder? Check(InboundRequest request, RedisValue entry, FieldErrors errors)
    {
        if (request.Sn is null == request.Targets is null) errors.Add("sn", ProblemKinds.CommandTargetsInvalid, "exactly one of sn and targets is needed");
        var sn = request.Sn is null ? null : DeviceRules.Sn(request.Sn, errors);
        if (request.Targets is not null) CommandRules.CheckTargets(request.Targets, errors);
        if (request.Command is null) errors.Add("command", ProblemKinds.CommandIncomplete, "is needed");
        var command = request.Command is null ? null : CommandRules.Check(request.Command, "command.", errors);
        return errors.Any || command is null ? null : new InboundOrder(entry, sn, request.Targets, command with { Id = command.Id ?? IdPrefix + entry }, null);
    }

    /// <summary>A message says which field is wrong; a field's name may be the producer's own, and then anything.</summary>
    private static string Plain(string reason)
    {
        var plain = new StringBuilder(NotPlain().Replace(reason, "?"));
        return plain.Length > ReasonLengthMax ? plain.ToString(0, ReasonLengthMax) : plain.ToString();
    }

    [GeneratedRegex(@"[^\x20-\x7E]|\d{7,}")]
    private static partial Regex NotPlain();
}
