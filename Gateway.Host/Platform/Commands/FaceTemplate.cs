using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Host.Photos;

namespace Gateway.Host.Platform.Commands;

/// <summary>A photo as the platform sends it: the bytes, or what is wrong with them. Read straight from the body's bytes, since it may be megabytes.</summary>
/// <param name="Photo">A JPEG or PNG file; empty when the text was empty, or when there is a fault.</param>
[JsonConverter(typeof(Converter))]
internal sealed record FaceTemplate(byte[] Photo, PhotoFault Fault)
{
    public override string ToString() => "***";

    private sealed class Converter : JsonConverter<FaceTemplate>
    {
        public override FaceTemplate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException();
            var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                var fault = PhotoText.TryRead(buffer.AsSpan(0, reader.CopyString(buffer)), out var photo);
                return new FaceTemplate(photo, fault);
            }
            finally
            {
                // A face must not lie about in a pool.
                ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            }
        }

        public override void Write(Utf8JsonWriter writer, FaceTemplate value, JsonSerializerOptions options) => throw new NotSupportedException("Photos are not given out here.");
    }
}
