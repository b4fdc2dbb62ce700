using Gateway.Actors.Feed;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Feed;

/// <summary>Something the platform must hear. Written to <c>outbox</c> in the transaction that makes it true; the sequencer numbers it.</summary>
/// <param name="At">When it became true.</param>
/// <param name="DataJson">A JSON object.</param>
/// <param name="Hidden">What is not to stand in clear of it (<see cref="HiddenData"/>), encrypted; null: nothing.</param>
internal readonly record struct OutboxRow(FeedKind Kind, string Sn, DateTimeOffset At, string DataJson, byte[]? Hidden = null)
{
    public static readonly BulkInsert<OutboxRow> Insert = new(
        "outbox",
        "",
        new("kind", SqlType.Text, r => StoredText.Of(r.Kind)),
        new("sn", SqlType.Text, r => r.Sn),
        new("at", SqlType.BigInt, r => r.At.ToUnixTimeMilliseconds()),
        new("data", SqlType.Text, r => r.DataJson),
        new("data_protected", SqlType.Bytes, r => r.Hidden));

    /// <summary>No text: it may hold personal data.</summary>
    public override string ToString() => nameof(OutboxRow);
}
