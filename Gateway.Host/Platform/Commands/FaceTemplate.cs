using System.Text.Json.Serialization;

namespace Gateway.Platform.Commands;

/// <summary>A photo as the platform sends it: the bytes, or what is wrong with them. Read straight from the body's bytes, since it may be megabytes.</summary>
/// <param name="Photo">A JPEG or PNG file; empty when the text was empty, or when there is a fault.</param>
[JsonConverter(typeof(FaceTemplateConverter))]
internal sealed record FaceTemplate(byte[] Photo, PhotoFault Fault)
{
    public override string ToString() => "***";
}
