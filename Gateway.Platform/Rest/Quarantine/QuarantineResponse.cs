namespace Gateway.Platform.Rest.Quarantine;

/// <summary>An upload, or part of one, that could not be read.</summary>
/// <param name="Id">For deleting it.</param>
/// <param name="Sn">The terminal that sent it.</param>
/// <param name="Transport"><c>socket</c> or <c>http</c>.</param>
/// <param name="FirstAt">When it came first.</param>
/// <param name="LastAt">When it came last.</param>
/// <param name="Tries">How often it has come.</param>
/// <param name="Reason">Names the record and the field.</param>
/// <param name="BadRecords">How many records are unreadable; 0 when the upload as a whole is.</param>
/// <param name="GoodRecordsStored">Whether its readable records have been stored.</param>
/// <param name="Diagnosis">
/// Which other key reads it: <c>key_is_sn</c> (its SN), <c>former_key</c> (one that the device had before), <c>key_slip</c> (a usual slip in typing the key), <c>other_device</c>
/// (once an operator has asked); null: the device's key reads it, or none that was tried.
/// </param>
/// <param name="DiagnosisDetail">The same in words; of <c>other_device</c> its SN.</param>
/// <param name="Content">As it came, decrypted where that was possible; null for the role <c>viewer</c>.</param>
/// <param name="ContentEncoding"><c>utf-8</c> or <c>base64</c>; null with <c>content</c>.</param>
internal sealed record QuarantineResponse(
    string Id,
    string Sn,
    string Transport,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    int Tries,
    string Reason,
    int BadRecords,
    bool GoodRecordsStored,
    string? Diagnosis,
    string? DiagnosisDetail,
    string? Content,
    string? ContentEncoding)
{
    public override string ToString() => Id;
}
