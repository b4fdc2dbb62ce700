namespace Gateway.Benchmarks.Measuring;

/// <summary>A directory of one measurement; goes with it.</summary>
internal sealed class WorkDirectory(string parent) : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"gateway-bench-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
