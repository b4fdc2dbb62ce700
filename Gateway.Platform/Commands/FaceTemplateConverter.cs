using System.Text.Json.Serialization;

namespace Gateway.Platform.Commands;

/// <summary>Reads a <see cref="FaceTemplate"/>; what is wrong with the text is part of the result, so that it gets a problem of its own.</summary>
internal sealed class FaceTemplateConverter : JsonConverter<FaceTemplate>
{
    public override FaceTemplate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException();
        var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var fault = FaceTemplateText.TryRead(buffer.AsSpan(0, reader.CopyString(buffer)), out var photo);
            return new FaceTemplate(photo, fault);
        }
        finally
        {
            // A face must not lie about in a pool.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    public override void Write(Utf8JsonWriter writer, FaceTemplate value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Photos are not given out here.");
}
