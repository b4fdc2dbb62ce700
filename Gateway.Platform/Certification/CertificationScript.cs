namespace Gateway.Platform.Certification;

/// <summary>All lines, in their order: those that need a hand after those that do not, deletions last.</summary>
internal static class CertificationScript
{
    public static IReadOnlyList<CertificationLine> Lines { get; } =
        [.. ConversationLines.First, .. PushLines.All, .. ConversationLines.Disturbances, .. UploadLines.All, .. DeletionLines.All, .. HttpLines.All];
}
