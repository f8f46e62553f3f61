import empirie.photos.fields
import empirie.photos.storage
import wagtail.images.models
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('photos', '0003_withdrawals_and_reports'),
    ]

    operations = [
        migrations.AlterField(
            model_name='photo',
            name='file',
            field=empirie.photos.fields.PhotoFileField(height_field='height', storage=empirie.photos.storage.originals, upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width'),
        ),
    ]
