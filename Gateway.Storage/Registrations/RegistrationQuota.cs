namespace Gateway.Storage.Registrations;

/// <summary>What may be registered on one day (UTC). Whoever knows the SN of an enrolment terminal may register: without a bound he fills the disk.</summary>
/// <param name="OfSn">Of one terminal.</param>
/// <param name="OfAddress">From one client address, behind which a site may have several.</param>
public sealed record RegistrationQuota(RegistrationBound OfSn, RegistrationBound OfAddress)
{
    private const long GiB = 1L << 30;

    public static RegistrationQuota Standard { get; } = new(new(3_000, 3 * GiB), new(6_000, 6 * GiB));
}

/// <summary>A number of registrations and the bytes of them.</summary>
public readonly record struct RegistrationBound(long Registrations, long Bytes);

/// <summary>How much of a quota is used today.</summary>
/// <param name="Subject">An SN or a client address.</param>
/// <param name="Sn">The SN, when it is that of one; null otherwise.</param>
public sealed record RegistrationUse(string Subject, string? Sn, RegistrationBound Used, RegistrationBound Bound);
