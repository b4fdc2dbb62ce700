using System.Text.Encodings.Web;

namespace Gateway.Actors.Commands;

/// <summary>The <c>data</c> of a feed item of kind <c>command</c>.</summary>
public static class CommandOutcomeJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>
    /// <c>{id, type, user_id, state, result_code, result_desc, attempts, batch_id, created_at, ended_at}</c>; what does not apply is null. A roster's also has
    /// <c>roster: {site, version}</c>.
    /// </summary>
    public static string ToJson(CommandStatus status)
    {
        var buffer = new ArrayBufferWriter<byte>(384);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            var command = status.Command;
            writer.WriteStartObject();
            writer.WriteString("id", command.Id);
            writer.WriteString("type", CommandText.Of(command.Type));
            writer.WriteString("user_id", command.UserId);
            writer.WriteString("state", CommandText.Of(status.State));
            writer.WriteString("result_code", status.ResultCode);
            writer.WriteString("result_desc", status.ResultDesc);
            writer.WriteNumber("attempts", status.Attempts);
            writer.WriteString("batch_id", command.BatchId);
            writer.WriteString("created_at", command.CreatedAt.UtcDateTime);
            if (status.EndedAt is { } ended) writer.WriteString("ended_at", ended.UtcDateTime);
            else writer.WriteNull("ended_at");
            if (command.Roster is { } roster)
            {
                writer.WriteStartObject("roster");
                writer.WriteString("site", roster.Site);
                writer.WriteNumber("version", roster.Version);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
