using Gateway.Platform.Import;
using Gateway.Platform.Json;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Rosters;

/// <summary>One JSON object per line.</summary>
internal sealed class NdjsonRoster : IImportLines<RosterLineRequest>
{
    public bool HasHeader => false;

    public void ReadHeader(ReadOnlySpan<byte> line, FieldErrors errors) => throw new InvalidOperationException("NDJSON has no header.");

    public RosterLineRequest? Read(ReadOnlySpan<byte> line, FieldErrors errors) => JsonText.Read(line, RosterJson.Strict.RosterLineRequest, errors);

    public string? NameOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            string? found = null;
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1 || !reader.ValueTextEquals("user_id"u8)) continue;
                if (found is not null || !reader.Read() || reader.TokenType != JsonTokenType.String) return null; // Twice, or no text: whom it names cannot be told.
                found = reader.GetString();
            }

            return found;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null; // No JSON, or a text that is not UTF-8.
        }
    }
}
