using System.Text.Json.Nodes;

namespace Gateway.Simulator.Replay;

/// <summary>Reads a recording: one item a line, or <c>{"items":[…]}</c>.</summary>
internal static class RecordingFile
{
    /// <exception cref="FormatException">It is none; the message says where.</exception>
    public static IReadOnlyList<RecordedItem> Read(string text)
    {
        var items = new List<RecordedItem>();
        foreach (var (where, node) in Nodes(text))
        {
            try
            {
                if (node?["route"] is null) items.Add(Item(node)); // A request over HTTP(S) is no frame.
            }
            catch (Exception wrong) when (wrong is NullReferenceException or InvalidOperationException or FormatException or OverflowException)
            {
                throw new FormatException($"{where} is no item of a recording", wrong);
            }
        }

        return items;
    }

    private static IEnumerable<(string Where, JsonNode? Node)> Nodes(string text)
    {
        var whole = text.TrimStart().StartsWith("{\"items\"", StringComparison.Ordinal) ? Parse("the file", text)?["items"] as JsonArray : null;
        if (whole is not null) return whole.Select((node, i) => (string.Create(CultureInfo.InvariantCulture, $"item {i + 1}"), node));
        return text.Split('\n').Select((line, i) => (Where: string.Create(CultureInfo.InvariantCulture, $"line {i + 1}"), Line: line))
            .Where(of => !string.IsNullOrWhiteSpace(of.Line)).Select(of => (of.Where, Parse(of.Where, of.Line)));
    }

    private static JsonNode? Parse(string where, string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"{where} is no JSON", wrong);
        }
    }

    private static RecordedItem Item(JsonNode? node)
    {
        var word = node!["command_word"]!.GetValue<string>();
        return new RecordedItem(
            node["number"]!.GetValue<long>(),
            node["sn"]!.GetValue<string>(),
            node["at"]!.GetValue<DateTimeOffset>(),
            node["times"]?.GetValue<long>() ?? 1,
            $"{node["node"]}#{node["connection"]}",
            node["direction"]!.GetValue<string>() == "in",
            byte.Parse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            node["packet"]!.GetValue<ushort>(),
            node["packets"]!.GetValue<ushort>(),
            node["status"]!.GetValue<byte>(),
            node["body_length"]!.GetValue<int>(),
            node["dropped_before"] is not null,
            node["body"],
            node["body_note"]?.GetValue<string>(),
            node["fault"]?.GetValue<string>());
    }
}
