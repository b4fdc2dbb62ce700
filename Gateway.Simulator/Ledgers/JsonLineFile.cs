namespace Gateway.Simulator.Ledgers;

/// <summary>
/// A file of JSON objects, one a line, appended by many threads. A line is in the file, flushed to the operating system, within
/// <see cref="FlushInterval"/>; disposing writes the rest.
/// </summary>
internal sealed class JsonLineFile : IAsyncDisposable
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(20);
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly PeriodicTimer _timer;
    private readonly Task _flushing;
    private ArrayBufferWriter<byte> _filling = new();
    private ArrayBufferWriter<byte> _writing = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>Opens the file for appending; its directory is made when missing.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public JsonLineFile(string path, TimeProvider time)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path));
        if (directory is not null) Directory.CreateDirectory(directory);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _json = new Utf8JsonWriter(_filling);
        _timer = new PeriodicTimer(FlushInterval, time);
        _flushing = FlushAllAsync();
    }

    /// <summary>Appends one object.</summary>
    /// <param name="state">Passed to <paramref name="write"/>, so that it needs no closure.</param>
    /// <param name="write">Writes the object's properties.</param>
    public void Append<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        lock (_gate)
        {
            _json.Reset(_filling);
            _json.WriteStartObject();
            write(_json, state);
            _json.WriteEndObject();
            _json.Flush();
            _filling.Write(NewLine);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _flushing;
        await WriteOutAsync();
        await _json.DisposeAsync();
        await _file.DisposeAsync();
    }

    private async Task FlushAllAsync()
    {
        while (await _timer.WaitForNextTickAsync()) await WriteOutAsync();
    }

    private async Task WriteOutAsync()
    {
        lock (_gate) (_filling, _writing) = (_writing, _filling);
        if (_writing.WrittenCount == 0) return;
        await _file.WriteAsync(_writing.WrittenMemory);
        await _file.FlushAsync();
        _writing.ResetWrittenCount();
    }
}
