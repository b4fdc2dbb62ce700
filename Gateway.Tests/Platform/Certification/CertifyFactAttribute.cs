using Xunit;

namespace Gateway.Tests.Platform.Certification;

/// <summary>A fact of minutes on a fast clock, which wants a quiet machine: skipped unless GATEWAY_CERTIFY says which faults (<c>all</c>, or names with commas).</summary>
internal sealed class CertifyFactAttribute : FactAttribute
{
    public CertifyFactAttribute()
    {
        if (string.IsNullOrEmpty(Faults)) Skip = "GATEWAY_CERTIFY is not given";
    }

    public static string? Faults => Environment.GetEnvironmentVariable("GATEWAY_CERTIFY");
}
