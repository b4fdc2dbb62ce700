namespace Gateway.Platform.Quarantine;

/// <summary>What became of uploads that were read again.</summary>
/// <param name="Read">Uploads whose records are attendance now; they have left the quarantine.</param>
/// <param name="StillUnreadable">Uploads that could not be read; they stay.</param>
/// <param name="Left">Uploads that were not looked at, since the time was over, or could not be stored: ask again.</param>
/// <param name="Records">Records that were new.</param>
/// <param name="Duplicates">Records that were there already.</param>
/// <param name="Quarantined">Records that are wrong themselves; they stand in the quarantine, in clear.</param>
internal sealed record ReadAgainResponse(int Read, int StillUnreadable, int Left, int Records, int Duplicates, int Quarantined);

/// <summary>Which key reads an upload.</summary>
/// <param name="Diagnosis">As in the list; <c>device_key</c>: the device's own key of now reads it, so read it again; null: none that was tried.</param>
/// <param name="DiagnosisDetail">The same in words; of <c>other_device</c> its SN.</param>
/// <param name="Tried">Devices whose keys were tried.</param>
/// <param name="Complete">All of them; false: the time was over.</param>
internal sealed record DiagnosisResponse(string? Diagnosis, string? DiagnosisDetail, int Tried, bool Complete);
