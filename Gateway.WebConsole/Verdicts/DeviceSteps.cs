namespace Gateway.WebConsole.Verdicts;

/// <summary>What can be done about what <see cref="SilenceDiagnosis"/> found, the likeliest first; pure.</summary>
internal static class DeviceSteps
{
    /// <param name="code">Of the verdict.</param>
    public static IReadOnlyList<DeviceStep> Of(string code, SilenceEvidence evidence) => code switch
    {
        "unknown-sn" or "not-provisioned" => [DeviceStep.AddDevice],
        "disabled" => [DeviceStep.Enable],
        "clock-wrong" => [DeviceStep.SetClock],
        "address-not-allowed" or "address-not-allowed-elsewhere" => [DeviceStep.AllowAddress, DeviceStep.ChangeSettings],
        "transport-not-allowed" => [DeviceStep.AllowTransports, DeviceStep.ChangeSettings],
        "wrong-key" => evidence.UndecryptableUploadAt is null ? [DeviceStep.EnterKey] : [DeviceStep.EnterKey, DeviceStep.ReadAgain],
        "wrong-key-elsewhere" => [DeviceStep.EnterKey, DeviceStep.ShowConnections],
        "frames-refused" => [DeviceStep.WatchFrames, DeviceStep.ChangeSettings],
        "bad-frames" => [DeviceStep.ChangeSettings, DeviceStep.WatchFrames],
        "revoked" => [DeviceStep.ChangeSettings],
        "sn-conflict" or "replaced" or "flapping" => [DeviceStep.ShowConnections, DeviceStep.ShowSite],
        "commands-unanswered" => [DeviceStep.ShowCommands, DeviceStep.WatchFrames],
        "online" => [],
        _ => evidence.LastSeen is null ? [DeviceStep.ShowSite, DeviceStep.ChangeSettings] : [DeviceStep.ShowSite, DeviceStep.ShowConnections],
    };

    /// <summary>It changes something, and is for those who may.</summary>
    public static bool Writes(this DeviceStep step) => step is not (DeviceStep.WatchFrames or DeviceStep.ShowConnections or DeviceStep.ShowCommands or DeviceStep.ShowSite);
}
