namespace Gateway.Tests.Whole.Processes;

/// <summary>A directory for one test.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gateway-process-").FullName;

    public static implicit operator string(TempDirectory directory) => directory.Path;

    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public override string ToString() => Path;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
