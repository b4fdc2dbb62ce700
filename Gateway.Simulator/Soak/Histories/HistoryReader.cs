namespace Gateway.Simulator.Soak.Histories;

/// <summary>Reads the files of a soak line by line, so that a history may be larger than the memory.</summary>
internal static class HistoryReader
{
    /// <summary>Every line; the element is good until the next one is asked for.</summary>
    /// <exception cref="FormatException">A line is none of a history; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<JsonElement> Lines(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            using var json = Parse(path, number, line);
            yield return json.RootElement;
        }
    }

    public static string Text(this JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    public static long Number(this JsonElement line, string name) => line.GetProperty(name).GetInt64();

    private static JsonDocument Parse(string path, int number, string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path}, line {number}: {e.Message}", e);
        }
    }
}
