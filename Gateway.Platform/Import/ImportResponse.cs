using System.Text.Json.Serialization;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Import;

/// <summary>What became of an import.</summary>
/// <param name="Created">Devices that were new.</param>
/// <param name="Updated">Devices that were there already.</param>
/// <param name="Rejected">Lines that were not imported, in order; the first 10 000 of them.</param>
/// <param name="RejectedTotal">How many lines were not imported; only there when <c>rejected</c> does not list them all.</param>
/// <param name="NewSites">Of a dry run: the sites that the import would make, by code; the first 1 000 of them. Look for typing errors.</param>
/// <param name="NewSitesTotal">How many sites it would make; only there when <c>new_sites</c> does not list them all.</param>
internal sealed record ImportResponse(
    long Created,
    long Updated,
    IReadOnlyList<RejectedLine> Rejected,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? RejectedTotal = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? NewSites = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? NewSitesTotal = null);

/// <summary>A line that was not imported.</summary>
/// <param name="Line">Its number, from 1 at the top of the body; the header row of a CSV is line 1.</param>
/// <param name="Error">Why; never a key.</param>
internal sealed record RejectedLine(long Line, string Error)
{
    /// <summary>The same field by field, for whoever shows it in another language.</summary>
    [JsonIgnore]
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}
