using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;

namespace Gateway.Platform.Rest.Feed;

/// <summary>An item of the feed as it is sent, encoded once for all consumers.</summary>
/// <param name="Event">The server-sent event.</param>
/// <param name="Json">The item in it.</param>
internal readonly record struct FeedEvent(long Seq, FeedKind Kind, string Sn, ReadOnlyMemory<byte> Event, ReadOnlyMemory<byte> Json)
{
    /// <summary><c>id</c> = generation and seq, <c>event</c> = kind, <c>data</c> = the item.</summary>
    public static FeedEvent[] Encode(IReadOnlyList<FeedItem> items, string generation)
    {
        var text = new ArrayBufferWriter<byte>(512 * Math.Max(items.Count, 1));
        var ends = new (int Json, int JsonEnd, int End)[items.Count];
        using var writer = new Utf8JsonWriter(text, FeedItemJson.WriterOptions);
        for (var i = 0; i < ends.Length; i++)
        {
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {generation}:{items[i].Seq}\nevent: {FeedItemJson.KindText(items[i].Kind)}\ndata: "), text);
            ends[i].Json = text.WrittenCount;
            writer.Reset();
            FeedItemJson.Write(writer, items[i]);
            writer.Flush();
            ends[i].JsonEnd = text.WrittenCount;
            text.Write("\n\n"u8);
            ends[i].End = text.WrittenCount;
        }

        var bytes = text.WrittenMemory.ToArray();
        var events = new FeedEvent[ends.Length];
        for (var (i, from) = (0, 0); i < ends.Length; from = ends[i++].End)
        {
            MakeOneLine(bytes.AsSpan(ends[i].Json..ends[i].JsonEnd));
            events[i] = new FeedEvent(items[i].Seq, items[i].Kind, items[i].Sn, bytes.AsMemory(from..ends[i].End), bytes.AsMemory(ends[i].Json..ends[i].JsonEnd));
        }

        return events;
    }

    /// <summary>The item as the role <c>viewer</c> sees it.</summary>
    public FeedEvent Masked(ClearFields clear)
    {
        if (Kind is not (FeedKind.Attendance or FeedKind.Command)) return this;
        var head = Event.Span.IndexOf(Json.Span);
        var text = new ArrayBufferWriter<byte>(Event.Length);
        text.Write(Event.Span[..head]);
        using (var document = JsonDocument.Parse(Json))
        using (var writer = new Utf8JsonWriter(text, FeedItemJson.WriterOptions)) FeedMask.WriteMaskedItem(writer, document.RootElement, clear);
        var end = text.WrittenCount;
        text.Write("\n\n"u8);
        return this with { Event = text.WrittenMemory, Json = text.WrittenMemory[head..end] };
    }

    /// <summary>Stored JSON may hold line breaks between its tokens: they would end the event.</summary>
    private static void MakeOneLine(Span<byte> json)
    {
        json.Replace((byte)'\n', (byte)' ');
        json.Replace((byte)'\r', (byte)' ');
    }
}
