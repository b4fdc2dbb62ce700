namespace Gateway.Simulator.Verification;

/// <summary>Reads the log that <c>run --ack-log</c> wrote.</summary>
internal static class AckLogReader
{
    /// <summary>The records, line by line. A last line without its end, from a run that was killed while writing, is left out.</summary>
    /// <param name="log">Seekable, from its beginning.</param>
    /// <exception cref="FormatException">A line is no acknowledged record; the message names it.</exception>
    public static async IAsyncEnumerable<RecordKey> ReadAsync(Stream log)
    {
        using var reader = new StreamReader(log);
        var whole = await EndsWholeAsync(log);
        var number = 0;
        for (var line = await reader.ReadLineAsync(); line is not null; number++)
        {
            var next = await reader.ReadLineAsync();
            if (next is not null || whole) yield return ReadLine(line, number + 1);
            line = next;
        }
    }

    private static async Task<bool> EndsWholeAsync(Stream log)
    {
        if (log.Length == 0) return true;
        log.Seek(-1, SeekOrigin.End);
        var last = new byte[1];
        await log.ReadExactlyAsync(last);
        log.Seek(0, SeekOrigin.Begin);
        return last[0] == (byte)'\n';
    }

    private static RecordKey ReadLine(string line, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return RecordKey.Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"line {number} is no acknowledged record: {e.Message}", e);
        }
    }
}
