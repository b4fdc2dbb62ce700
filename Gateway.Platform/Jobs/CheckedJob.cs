using System.Security.Cryptography;
using Gateway.Actors.Jobs;
using Gateway.Platform.Commands;

namespace Gateway.Platform.Jobs;

/// <summary>A job that may be made: what <see cref="JobRules"/> made of a request.</summary>
/// <param name="Id">The platform's own; null when one is to be made.</param>
/// <param name="Canary">Null: none. <paramref name="Rollout"/> does not know it yet.</param>
internal sealed record CheckedJob(string? Id, JobTargetsRequest Targets, CheckedCommand Command, JobCanary? Canary, JobRollout Rollout)
{
    /// <summary>Tells two requests of one id apart (409). A person counts by his reference, which is a keyed hash.</summary>
    public string Hash(string? personRef)
    {
        var times = string.Create(
            CultureInfo.InvariantCulture,
            $"{Rollout.CanaryMinutes} {Rollout.PerMinute} {Rollout.Factor:R} {Rollout.Window?.From:HHmm} {Rollout.Window?.To:HHmm} {Rollout.FailedPercent} {Rollout.FailedAfter}");
        string?[] request =
        [
            Command.ContentHash(personRef), Command.Id, Canary?.ToString(), times, Rollout.ExpiresAt?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            Targets.All == true ? "all" : null,
            .. Named("sn", Targets.Sns), .. Named("site", Targets.Sites), .. Named("tag", Targets.Tags), .. Named("except", Targets.Except),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request))));
    }

    public override string ToString() => $"{Command} {Id}";

    private static IEnumerable<string> Named(string what, IReadOnlyList<string>? names) =>
        (names ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => $"{what} {name}");
}
